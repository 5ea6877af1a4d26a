/** The configuration file: its keys, its checks, its errors. */
package io.networkanalytics.forwarder.config;
