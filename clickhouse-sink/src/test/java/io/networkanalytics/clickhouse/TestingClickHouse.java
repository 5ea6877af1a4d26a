package io.networkanalytics.clickhouse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server in memory that remembers tokens, as ClickHouse does, and fails as it is told. Several
 * transports share one by its name, since a sink's factory is serialized.
 */
final class TestingClickHouse {

    /** One attempt to insert: throws, or stores the block, or both. */
    @FunctionalInterface
    interface Behaviour {
        void insert(InsertBlock block, Runnable store) throws Exception;
    }

    private static final Map<String, TestingClickHouse> BY_NAME = new ConcurrentHashMap<>();

    final String name = UUID.randomUUID().toString();
    final AtomicInteger attempts = new AtomicInteger();
    final AtomicInteger openTransports = new AtomicInteger();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger mostRunning = new AtomicInteger();
    final Semaphore attempted = new Semaphore(0);
    volatile List<InsertTransport.ServerColumn> columns = List.of();
    volatile String createStatement =
            "CREATE TABLE db.t\n(\n    `id` UInt64\n)\nENGINE = MergeTree\nORDER BY id\n"
                    + "SETTINGS non_replicated_deduplication_window = 10000, index_granularity = 8192";

    /** Of every table but t. */
    volatile String statementBehind = createStatement;

    private final Map<UUID, InsertBlock> stored = new LinkedHashMap<>();
    private final Deque<Behaviour> script = new ArrayDeque<>();
    private Behaviour always = (block, store) -> store.run();

    TestingClickHouse() {
        BY_NAME.put(name, this);
    }

    static Behaviour failing(Exception failure) {
        return (block, store) -> {
            throw failure;
        };
    }

    /** The answer is lost: stored, and yet a failure for the client. */
    static Behaviour failingAfterStore(Exception failure) {
        return (block, store) -> {
            store.run();
            throw failure;
        };
    }

    static Behaviour waitingFor(CountDownLatch latch) {
        return (block, store) -> {
            latch.await();
            store.run();
        };
    }

    /** For the next attempts, one each; then {@link #always}. */
    synchronized TestingClickHouse then(Behaviour... next) {
        script.addAll(List.of(next));
        return this;
    }

    synchronized TestingClickHouse always(Behaviour behaviour) {
        always = behaviour;
        return this;
    }

    synchronized List<InsertBlock> stored() {
        return new ArrayList<>(stored.values());
    }

    private synchronized Behaviour next() {
        return script.isEmpty() ? always : script.poll();
    }

    private synchronized void store(InsertBlock block) {
        stored.putIfAbsent(block.token(), block);
    }

    InsertTransport.Factory transports() {
        String of = name;
        return () -> BY_NAME.get(of).new Transport();
    }

    final class Transport implements InsertTransport {

        Transport() {
            openTransports.incrementAndGet();
        }

        @Override
        public void insert(InsertBlock block) throws Exception {
            attempts.incrementAndGet();
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                next().insert(block, () -> store(block));
            } finally {
                running.decrementAndGet();
                attempted.release();
            }
        }

        @Override
        public List<ServerColumn> columns(String table) throws Exception {
            next().insert(null, () -> {});
            return columns;
        }

        @Override
        public String createStatement(String table) {
            return table.equals("`t`") ? createStatement : statementBehind;
        }

        @Override
        public void close() {
            openTransports.decrementAndGet();
        }
    }
}
