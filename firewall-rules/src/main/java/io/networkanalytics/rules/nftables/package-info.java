/** Rules as nftables evaluates them, for the part of the language that the kernel can. */
package io.networkanalytics.rules.nftables;
