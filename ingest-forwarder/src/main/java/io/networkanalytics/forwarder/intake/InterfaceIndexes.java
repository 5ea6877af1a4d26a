package io.networkanalytics.forwarder.intake;

/**
 * Interface numbers as text. A router has few and names two in every sample, so the last number of
 * each slot keeps its text. For one thread.
 */
public final class InterfaceIndexes {

    private static final int SLOTS = 1024;

    private final int[] indexes = new int[SLOTS];
    private final String[] names = new String[SLOTS];

    /**
     * @param index unsigned
     * @return its decimal digits
     */
    public String name(int index) {
        int slot = index & (SLOTS - 1);
        String name = names[slot];
        if (name == null || indexes[slot] != index) {
            name = Integer.toUnsignedString(index);
            indexes[slot] = index;
            names[slot] = name;
        }
        return name;
    }
}
