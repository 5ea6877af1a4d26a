package io.networkanalytics.forwarder.sflow;

import io.networkanalytics.forwarder.intake.InterfaceIndexes;
import io.networkanalytics.model.PacketSample;

/**
 * What a flow sample says of interfaces: where it was taken, where the packet came in and where it
 * went.
 *
 * <p>Of an interface the upper two bits (or a word of its own, in expanded samples) say what the
 * value is: 0 an ifIndex, 1 the reason of a drop, 2 the number of interfaces that a multicast or
 * broadcast packet left by.
 */
final class Interfaces {

    private static final int SOURCE_CLASS_IF_INDEX = 0;
    private static final int FORMAT_IF_INDEX = 0;
    private static final int FORMAT_DISCARDED = 1;
    private static final int FORMAT_MULTIPLE = 2;
    private static final int VALUE_BITS = 30;
    private static final int VALUE_MASK = (1 << VALUE_BITS) - 1;

    /** The packet came from, or went to, the device itself. */
    private static final int INTERNAL = 0x3FFF_FFFF;

    private final InterfaceIndexes indexes = new InterfaceIndexes();
    private int sourceClass;
    private int sourceIndex;
    private int inputFormat;
    private int input;
    private int outputFormat;
    private int output;

    int sourceClass() {
        return sourceClass;
    }

    int sourceIndex() {
        return sourceIndex;
    }

    void source(int sourceClassRead, int sourceIndexRead) {
        sourceClass = sourceClassRead;
        sourceIndex = sourceIndexRead;
    }

    void input(int format, int value) {
        inputFormat = format;
        input = value;
    }

    void output(int format, int value) {
        outputFormat = format;
        output = value;
    }

    void compactInput(int word) {
        input(word >>> VALUE_BITS, word & VALUE_MASK);
    }

    void compactOutput(int word) {
        output(word >>> VALUE_BITS, word & VALUE_MASK);
    }

    /** Sets interfaces, direction and outcome of a sample. */
    void apply(PacketSample.Builder sample) {
        if (inputFormat == FORMAT_IF_INDEX) {
            sample.setIngressInterface(name(input));
        }
        switch (outputFormat) {
            case FORMAT_IF_INDEX -> {
                sample.setEgressInterface(name(output));
                if (output != 0) {
                    sample.setOutcome("pass");
                }
            }
            case FORMAT_MULTIPLE -> sample.setEgressInterface("multiple").setOutcome("pass");
            case FORMAT_DISCARDED -> FlowSampleReader.dropped(sample, output);
            default -> {}
        }
        if (sourceClass == SOURCE_CLASS_IF_INDEX && sourceIndex != 0) {
            if (inputFormat == FORMAT_IF_INDEX && sourceIndex == input) {
                sample.setDirection("ingress");
            } else if (outputFormat == FORMAT_IF_INDEX && sourceIndex == output) {
                sample.setDirection("egress");
            }
        }
    }

    private String name(int ifIndex) {
        return switch (ifIndex) {
            case 0 -> "";
            case INTERNAL -> "internal";
            default -> indexes.name(ifIndex);
        };
    }
}
