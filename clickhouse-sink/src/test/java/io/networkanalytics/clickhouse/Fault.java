package io.networkanalytics.clickhouse;

/** What goes wrong with a server, how it is made to, and how it is mended. */
enum Fault {
    TOO_MANY_PARTS(FailureClass.TRANSIENT, "TOO_MANY_PARTS") {
        @Override
        void begin(FaultyClickHouse server, String table) {
            server.sql("SYSTEM STOP MERGES " + table);
            server.sql(
                    "ALTER TABLE "
                            + table
                            + " MODIFY SETTING parts_to_delay_insert = 1, parts_to_throw_insert = 1");
        }

        @Override
        void end(FaultyClickHouse server, String table) {
            server.sql(
                    "ALTER TABLE "
                            + table
                            + " RESET SETTING parts_to_delay_insert, parts_to_throw_insert");
            server.sql("SYSTEM START MERGES " + table);
        }
    },
    READ_ONLY_TABLE(FailureClass.TRANSIENT, "TABLE_IS_PERMANENTLY_READ_ONLY") {
        @Override
        void begin(FaultyClickHouse server, String table) {
            server.sql("ALTER TABLE " + table + " MODIFY SETTING table_readonly = 1");
        }

        @Override
        void end(FaultyClickHouse server, String table) {
            server.sql("ALTER TABLE " + table + " MODIFY SETTING table_readonly = 0");
        }
    },
    MEMORY_LIMIT(FailureClass.TRANSIENT, "MEMORY_LIMIT_EXCEEDED") {
        @Override
        void begin(FaultyClickHouse server, String table) {
            server.limitMemory(true);
        }

        @Override
        void end(FaultyClickHouse server, String table) {
            server.limitMemory(false);
        }
    },
    DISK_FULL(FailureClass.TRANSIENT, "NOT_ENOUGH_SPACE") {
        @Override
        void begin(FaultyClickHouse server, String table) {
            server.fillDisk();
        }

        @Override
        void end(FaultyClickHouse server, String table) {
            server.freeDisk();
        }
    },
    ANSWER_LOST(FailureClass.TRANSIENT, "CONNECTION") {
        @Override
        void begin(FaultyClickHouse server, String table) {
            server.swallowAnswers(true);
        }

        @Override
        void end(FaultyClickHouse server, String table) {
            server.swallowAnswers(false);
        }
    },
    WRONG_COLUMN(FailureClass.FATAL, "NO_SUCH_COLUMN_IN_TABLE") {
        @Override
        void begin(FaultyClickHouse server, String table) {
            server.sql("ALTER TABLE " + table + " RENAME COLUMN id TO other");
        }

        @Override
        void end(FaultyClickHouse server, String table) {
            server.sql("ALTER TABLE " + table + " RENAME COLUMN other TO id");
        }
    },
    WRONG_PASSWORD(FailureClass.FATAL, "AUTHENTICATION_FAILED") {
        @Override
        void begin(FaultyClickHouse server, String table) {
            server.changePassword("another");
        }

        @Override
        void end(FaultyClickHouse server, String table) {
            server.changePassword(server.writer().password());
        }
    };

    private final FailureClass expected;
    private final String reason;

    Fault(FailureClass expected, String reason) {
        this.expected = expected;
        this.reason = reason;
    }

    abstract void begin(FaultyClickHouse server, String table);

    abstract void end(FaultyClickHouse server, String table);

    FailureClass expected() {
        return expected;
    }

    String reason() {
        return reason;
    }
}
