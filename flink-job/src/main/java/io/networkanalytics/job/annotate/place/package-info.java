/**
 * Where an address and a site are: country and network of addresses from MMDB files, attributes of
 * sites from the configuration.
 */
package io.networkanalytics.job.annotate.place;
