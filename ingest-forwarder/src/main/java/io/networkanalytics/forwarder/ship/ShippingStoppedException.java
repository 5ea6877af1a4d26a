package io.networkanalytics.forwarder.ship;

/**
 * Shipping has ended, by a fatal error or because the forwarder stops: what was handed in was not
 * taken.
 */
public final class ShippingStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ShippingStoppedException(String message, Throwable cause) {
        super(message, cause);
    }
}
