package io.glassline.bench.town;

import io.glassline.app.node.Adapters;
import io.glassline.app.node.Deployment;
import io.glassline.channel.SendPolicy;
import io.glassline.config.Parsed;
import io.glassline.router.city.CityConfig;
import io.glassline.simulator.Providers;
import io.glassline.simulator.provider.Provider.Addresses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The example city, with the demo's accounts and the stand-ins as its providers.
public final class City {

    private City() {}

    /// The project's root: where the launcher says it is, or above the module whose tests run.
    public static Path home() {
        var here = Path.of(System.getProperty("glassline.home", ""))
                .toAbsolutePath()
                .normalize();
        return Files.isDirectory(here.resolve("config")) || here.getParent() == null ? here : here.getParent();
    }

    /// @throws IllegalStateException with every mistake in the configuration.
    public static CityConfig read(String providersUrl, int smtpPort, int imapPort) {
        var variables = variables(providersUrl, smtpPort, imapPort);
        return switch (CityConfig.read(
                home().resolve("config"), Adapters.forms(), name -> Optional.ofNullable(variables.get(name)))) {
            case Parsed.Good<CityConfig>(var city) -> city;
            case Parsed.Bad<CityConfig>(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    /// The variables of such a deployment, for versions that are pushed to it.
    public static Deployment.Configuration configuration(String providersUrl, int smtpPort, int imapPort) {
        var variables = variables(providersUrl, smtpPort, imapPort);
        return new Deployment.Configuration(name -> Optional.ofNullable(variables.get(name)), false);
    }

    private static Map<String, String> variables(String providersUrl, int smtpPort, int imapPort) {
        var variables = new HashMap<>(Providers.gatewayVariables(new Addresses(providersUrl, smtpPort, imapPort)));
        // As fast as they may be told to be: what is to be seen here is the gateway's own pace.
        for (var account : List.of("SMS", "WHATSAPP", "TELEGRAM", "MAIL")) {
            variables.put(
                    "GLASSLINE_" + account + "_PARTS_PER_SECOND", Integer.toString(SendPolicy.PARTS_PER_SECOND_MAX));
        }
        return variables;
    }
}
