package io.networkanalytics.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    @TempDir Path dir;

    @Test
    void copiesAFolderAndAFile() throws IOException {
        Path from = Files.createDirectories(dir.resolve("from/deep"));
        Files.writeString(from.resolve("a"), "content");
        FileTree.copy(dir.resolve("from"), dir.resolve("to"));
        FileTree.copy(from.resolve("a"), dir.resolve("alone"));
        assertEquals("content", Files.readString(dir.resolve("to/deep/a")));
        assertEquals("content", Files.readString(dir.resolve("alone")));
    }

    @Test
    void deletesWhatIsInItButNotWhatALinkPointsTo() throws IOException {
        Path kept = Files.writeString(dir.resolve("kept"), "content");
        Path tree = Files.createDirectories(dir.resolve("tree/deep"));
        Files.createSymbolicLink(tree.resolve("link"), kept);
        FileTree.delete(dir.resolve("tree"));
        assertFalse(Files.exists(dir.resolve("tree")));
        assertTrue(Files.exists(kept));
        FileTree.delete(dir.resolve("not-there"));
    }
}
