package io.glassline.declared;

import io.glassline.channel.PushAdapter;
import io.glassline.channels.ProviderCall;
import io.glassline.config.Problem;
import io.glassline.declared.cases.CasesReader;
import io.glassline.declared.cases.CasesRun;
import io.glassline.declared.channel.ChannelFile;
import io.glassline.declared.channel.DeclaredAdapter;
import io.glassline.message.ChannelKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The channels that a city's folder declares, in `channels/`: a file each, held to the cases beside it.
public final class DeclaredChannels {

    public static final String FOLDER = "channels";

    private static final String ENDING = ".yml";
    private static final String CASES = ".cases.yml";

    /// One for all versions of all channels: it has threads and connections of its own.
    private final HttpClient http = ProviderCall.client();

    private final InstantSource clock;

    /// @param clock dates the requests that are signed, and tells when a token ends
    public DeclaredChannels(InstantSource clock) {
        this.clock = clock;
    }

    /// The kinds that files of the folder are called by.
    public static Set<String> kinds(Path folder) {
        return names(folder).stream()
                .filter(name -> !name.endsWith(CASES))
                .map(name -> name.substring(0, name.length() - ENDING.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Reads files; what is wrong, cases that come out otherwise included, is among the problems.
    ///
    /// @param builtIn the kinds that no file may declare again
    /// @param which the kinds to read
    public List<PushAdapter> read(
            Path folder, Set<ChannelKind> builtIn, Predicate<String> which, List<Problem> problems) {
        var adapters = new ArrayList<PushAdapter>();
        var names = names(folder);
        for (var name : names) {
            if (!which.test(name.substring(0, name.indexOf('.')))) {
                continue;
            }
            if (name.endsWith(CASES)) {
                var file = name.substring(0, name.length() - CASES.length()) + ENDING;
                if (!names.contains(file)) {
                    problems.add(
                            new Problem(FOLDER + "/" + name, 0, "", "cases of a channel that is not here: " + file));
                }
                continue;
            }
            read(folder, name, problems)
                    .filter(adapter -> isNew(adapter, name, builtIn, problems))
                    .ifPresent(adapters::add);
        }
        return adapters;
    }

    private static boolean isNew(
            DeclaredAdapter adapter, String name, Set<ChannelKind> builtIn, List<Problem> problems) {
        if (builtIn.contains(adapter.kind())) {
            problems.add(new Problem(
                    FOLDER + "/" + name,
                    0,
                    "channel",
                    "\"%s\" is a channel that Glassline has already; call this one otherwise"
                            .formatted(adapter.kind())));
            return false;
        }
        return true;
    }

    /// Reads one channel with its cases.
    ///
    /// @param name of the file in `channels/`
    public Optional<DeclaredAdapter> read(Path folder, String name, List<Problem> problems) {
        var adapter = new ChannelFile(http, clock).read(folder, FOLDER + "/" + name, problems);
        var casesName = name.substring(0, name.length() - ENDING.length()) + CASES;
        if (adapter.isPresent() && Files.isRegularFile(folder.resolve(FOLDER).resolve(casesName))) {
            CasesReader.read(folder, FOLDER + "/" + casesName, adapter.get().kind(), problems)
                    .ifPresent(cases -> problems.addAll(new CasesRun(adapter.get(), cases).mistakes()));
        }
        return adapter;
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder.resolve(FOLDER))) {
            return List.of();
        }
        try (var files = Files.list(folder.resolve(FOLDER))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the folder " + FOLDER, e);
        }
    }
}
