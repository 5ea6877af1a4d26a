package io.networkanalytics.forwarder.handin;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a server proves who it is, and who may talk to it.
 *
 * @param certificate PEM file with the certificate chain
 * @param key PEM file with its private key, PKCS #8
 * @param clientCa PEM file with the authorities whose client certificates are accepted; empty:
 *     clients need none
 */
public record TlsSettings(Path certificate, Path key, Optional<Path> clientCa) {}
