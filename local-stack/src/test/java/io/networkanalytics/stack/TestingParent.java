package io.networkanalytics.stack;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program that starts a stack and then does nothing, to be killed. */
final class TestingParent {
    private TestingParent() {}

    /**
     * @param args the stack's folder
     */
    public static void main(String[] args) throws InterruptedException {
        LocalStack stack =
                LocalStack.builder(Path.of(args[0]))
                        .environment(LocalStackITCase.withoutClickHouse())
                        .start();
        System.out.println("everything runs: " + stack.status().size());
        new CountDownLatch(1).await();
    }
}
