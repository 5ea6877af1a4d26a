package io.networkanalytics.rules.language;

import java.util.List;
import java.util.Optional;

/** Named lists as expressions see them, {@code $name}. */
@FunctionalInterface
public interface ListSource {

    /** No lists. */
    ListSource NONE = name -> Optional.empty();

    /**
     * The items of a list.
     *
     * @param name without the {@code $}
     * @return numbers, addresses, prefixes and ranges as an expression writes them between braces;
     *     text as it is, without quotes; empty where there is no such list
     */
    Optional<List<String>> items(String name);
}
