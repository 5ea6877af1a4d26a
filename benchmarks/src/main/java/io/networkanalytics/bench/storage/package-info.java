/** What the tables take on disk, and how fast they answer. */
package io.networkanalytics.bench.storage;
