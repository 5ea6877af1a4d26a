/**
 * The demo: the bundled capture through the whole pipeline, and whether every stage has the same
 * totals.
 */
package io.networkanalytics.stack.demo;
