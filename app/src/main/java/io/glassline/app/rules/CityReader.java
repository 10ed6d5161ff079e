package io.glassline.app.rules;

import io.glassline.channel.ChannelAccount;
import io.glassline.config.ConfigurationFiles;
import io.glassline.config.Parsed;
import io.glassline.request.RequestSystem;
import io.glassline.router.city.CasesFile;
import io.glassline.router.city.ChannelKinds;
import io.glassline.router.city.CityConfig;
import io.glassline.router.city.RoutingCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Reads a version of the configuration as this deployment would run it, with its adapters and its variables.
public final class CityReader {

    private final ChannelKinds kinds;
    private final Function<String, Optional<String>> variables;
    private final UnaryOperator<List<ChannelAccount>> accounts;
    private final UnaryOperator<RequestSystem> systems;

    /// With the systems as they are written.
    public CityReader(
            ChannelKinds kinds,
            Function<String, Optional<String>> variables,
            UnaryOperator<List<ChannelAccount>> accounts) {
        this(kinds, variables, accounts, UnaryOperator.identity());
    }

    /// @param kinds the kinds of channel that accounts may be on
    /// @param variables the value of a variable that `channels.yml` asks for, if it is set
    /// @param accounts what becomes of the accounts before they are used
    /// @param systems to which system is led what is to go to one
    public CityReader(
            ChannelKinds kinds,
            Function<String, Optional<String>> variables,
            UnaryOperator<List<ChannelAccount>> accounts,
            UnaryOperator<RequestSystem> systems) {
        this.kinds = kinds;
        this.variables = variables;
        this.accounts = accounts;
        this.systems = systems;
    }

    /// A city, and the cases beside its rules.
    public record CityWithCases(CityConfig city, List<RoutingCase> cases) {

        public CityWithCases {
            cases = List.copyOf(cases);
        }
    }

    /// @throws UncheckedIOException when there is no room for the files
    public Parsed<CityWithCases> read(ConfigurationFiles files) {
        try {
            var folder = Files.createTempDirectory("glassline-version");
            try {
                files.writeTo(folder);
                return switch (CityConfig.read(folder, kinds, variables)) {
                    case Parsed.Good<CityConfig>(var city) ->
                        new Parsed.Good<>(
                                new CityWithCases(city.with(accounts).led(systems), CasesFile.cases(folder, city)));
                    case Parsed.Bad<CityConfig>(var problems) -> new Parsed.Bad<>(problems);
                };
            } finally {
                try (var left = Files.walk(folder)) {
                    for (var file : left.sorted(Comparator.reverseOrder()).toList()) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack a version of the configuration", e);
        }
    }
}
