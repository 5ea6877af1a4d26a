/**
 * Network namespaces, and traffic in them of which every packet is known. Needs root and iproute2.
 */
package io.networkanalytics.testkit.network;
