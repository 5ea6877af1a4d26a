package io.networkanalytics.rules;

import io.networkanalytics.rules.language.ListSource;
import java.util.List;
import java.util.Optional;

/** The named lists of accounts, which expressions write as {@code $name}. */
@FunctionalInterface
public interface NamedLists {

    /** No account has lists. */
    NamedLists NONE = (account, name) -> Optional.empty();

    /**
     * The items of a list, as {@link ListSource#items} gives them.
     *
     * @param account whose list
     * @param name without the {@code $}
     */
    Optional<List<String>> items(long account, String name);

    /** The lists of one account. */
    default ListSource of(long account) {
        return name -> items(account, name);
    }
}
