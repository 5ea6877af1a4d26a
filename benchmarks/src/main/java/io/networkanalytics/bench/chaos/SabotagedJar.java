package io.networkanalytics.bench.chaos;

import io.networkanalytics.stack.JobSubmission;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** The job's jar with {@link SabotagedJob} as its main class. */
final class SabotagedJar {

    private static final List<Class<?>> CLASSES =
            List.of(
                    SabotagedJob.class,
                    SabotagedSink.class,
                    Sabotage.class,
                    CheckpointTokenWriter.class);

    private SabotagedJar() {}

    /** The same submission with this main class, in a jar of its own. */
    static JobSubmission of(JobSubmission job, Path dir, Sabotage sabotage) {
        Path jar = dir.resolve("sabotaged-job.jar");
        try {
            if (!Files.exists(jar)) {
                write(job.jar(), jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> args = new ArrayList<>(List.of(sabotage.name()));
        args.addAll(job.args());
        return new JobSubmission(jar, args);
    }

    private static void write(Path from, Path jar) throws IOException {
        Files.copy(from, jar, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem zip =
                FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Path manifest = zip.getPath("META-INF/MANIFEST.MF");
            Manifest changed = new Manifest();
            try (InputStream in = Files.newInputStream(manifest)) {
                changed.read(in);
            }
            changed.getMainAttributes()
                    .put(Attributes.Name.MAIN_CLASS, SabotagedJob.class.getName());
            try (OutputStream out = Files.newOutputStream(manifest)) {
                changed.write(out);
            }
            Path folder = zip.getPath(SabotagedJob.class.getPackageName().replace('.', '/'));
            Files.createDirectories(folder);
            for (Class<?> one : CLASSES) {
                add(one, folder);
                for (Class<?> nested : one.getDeclaredClasses()) {
                    add(nested, folder);
                }
            }
        }
    }

    private static void add(Class<?> one, Path folder) throws IOException {
        String file = one.getName().substring(one.getPackageName().length() + 1) + ".class";
        try (InputStream in = one.getResourceAsStream(file)) {
            Files.copy(in, folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
