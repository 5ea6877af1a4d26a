package io.networkanalytics.forwarder.cli;

import io.networkanalytics.forwarder.replay.Pace;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Packets a second, above 0. */
final class RateConverter implements ITypeConverter<Pace.Rate> {

    @Override
    public Pace.Rate convert(String text) {
        try {
            return new Pace.Rate(Double.parseDouble(text));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "'" + text + "' must be a number of packets a second above 0");
        }
    }
}
