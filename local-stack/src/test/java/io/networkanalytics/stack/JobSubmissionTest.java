package io.networkanalytics.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobSubmissionTest {
    @TempDir Path dir;

    @Test
    void newestShadedJarIsTaken() throws IOException {
        assertEquals(Optional.empty(), JobSubmission.findJar(dir.resolve("target")));
        file("flink-job-0.1.0.jar", 3);
        assertEquals(Optional.empty(), JobSubmission.findJar(dir));
        file("flink-job-0.1.0-job.jar", 1);
        Path newest = file("flink-job-0.2.0-job.jar", 2);
        assertEquals(Optional.of(newest), JobSubmission.findJar(dir));
    }

    @Test
    void newestCompleteSnapshotIsTakenWhetherCheckpointOrSavepoint() throws IOException {
        List<Path> folders = List.of(dir.resolve("checkpoints"), dir.resolve("savepoints"));
        assertEquals(Optional.empty(), JobSubmission.newestSnapshot(folders));
        file("checkpoints/job/chk-1/_metadata", 1);
        Path savepoint = file("savepoints/savepoint-1/_metadata", 3);
        file("checkpoints/job/chk-2/_metadata", 2);
        file("checkpoints/job/chk-3/still-being-written", 4);
        assertEquals(Optional.of(savepoint.getParent()), JobSubmission.newestSnapshot(folders));
    }

    private Path file(String name, long second) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        return Files.setLastModifiedTime(file, FileTime.fromMillis(second * 1000));
    }
}
