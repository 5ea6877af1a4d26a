/**
 * Bytes and text that leave a process: reading them, and refusing what does not keep the contract.
 */
package io.networkanalytics.model.codec;
