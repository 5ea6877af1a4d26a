/** From the tree of an expression to what is asked of every sample, without allocation. */
package io.networkanalytics.rules.evaluate;
