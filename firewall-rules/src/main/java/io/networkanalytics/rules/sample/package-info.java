/** What the rule language sees of a sample. */
package io.networkanalytics.rules.sample;
