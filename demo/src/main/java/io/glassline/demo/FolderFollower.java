package io.glassline.demo;

import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.config.VersionId;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Follows a city's configuration folder: what is saved there is live within seconds, or refused with file and line,
/// and then the gateway goes on as it was.
final class FolderFollower implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Path folder;
    private final Function<ConfigurationFiles, List<Problem>> takeUp;
    private final Supplier<Optional<String>> note;
    private final PrintStream out;
    private final Thread thread;
    private volatile boolean closed;
    private VersionId seen;
    private Optional<VersionId> changing = Optional.empty();
    private List<Problem> told = List.of();

    /// @param now the version that the gateway began with
    /// @param takeUp lets the gateway take it up; the mistakes because of which it does not
    /// @param note what is to be known of a version that was taken up
    FolderFollower(
            Path folder,
            VersionId now,
            Function<ConfigurationFiles, List<Problem>> takeUp,
            Supplier<Optional<String>> note,
            PrintStream out) {
        this.folder = folder;
        this.seen = now;
        this.takeUp = takeUp;
        this.note = note;
        this.out = out;
        this.thread = Thread.ofVirtual().name("configuration folder").unstarted(this::run);
    }

    FolderFollower start() {
        thread.start();
        return this;
    }

    private void run() {
        while (!closed) {
            try {
                Thread.sleep(LOOK_EVERY);
                look();
            } catch (InterruptedException _) {
                return;
            } catch (UncheckedIOException e) {
                tell(List.of(new Problem(folder.toString(), 0, "", String.valueOf(e.getMessage()))));
            } catch (RuntimeException e) {
                tell(List.of(new Problem(folder.toString(), 0, "", "cannot be taken up now: " + e.getMessage())));
            }
        }
    }

    /// An editor may be in the middle of writing: what is new counts when it is the same a look later.
    private void look() {
        switch (ConfigurationFiles.ofFolder(folder)) {
            case Parsed.Bad<ConfigurationFiles>(var problems) -> tell(problems);
            case Parsed.Good<ConfigurationFiles>(var files) when files.id().equals(seen) -> changing = Optional.empty();
            case Parsed.Good<ConfigurationFiles>(var files)
            when !changing.equals(Optional.of(files.id())) -> changing = Optional.of(files.id());
            case Parsed.Good<ConfigurationFiles>(var files) -> takeUp(files);
        }
    }

    private void takeUp(ConfigurationFiles files) {
        var problems = takeUp.apply(files);
        seen = files.id();
        if (problems.isEmpty()) {
            told = List.of();
            out.printf("The configuration was changed: version %s is live.%n", files.id());
            note.get().ifPresent(out::println);
        } else {
            tell(problems);
        }
    }

    /// Once each.
    private void tell(List<Problem> problems) {
        if (problems.equals(told)) {
            return;
        }
        told = problems;
        problems.forEach(out::println);
        out.printf(
                "The configuration has %s; the version before stays live.%n",
                problems.size() == 1 ? "a mistake" : problems.size() + " mistakes");
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
