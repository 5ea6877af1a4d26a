package io.networkanalytics.model;

import java.io.Serializable;
import java.util.List;

/** Reads a reference table as it stands now. */
@FunctionalInterface
public interface TableLoader extends Serializable {

    /**
     * Reads the table; blocks until it is complete.
     *
     * @return its records, older ones of a key before newer ones
     * @throws Exception if it cannot be read; the caller fails, it never goes on without the table
     */
    List<TableRecord> load() throws Exception;
}
