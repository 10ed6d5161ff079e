package io.glassline.bench.speed;

import io.glassline.app.api.ApiRole;
import io.glassline.app.api.ApiToken;
import io.glassline.app.api.ApiTokens;
import io.glassline.app.connection.HttpLimits;
import io.glassline.app.http.Listeners;
import io.glassline.app.node.Deployment;
import io.glassline.app.node.Deployment.BindAddresses;
import io.glassline.app.node.Deployment.DatabaseAddress;
import io.glassline.app.node.Deployment.SpoolPlace;
import io.glassline.app.node.Gateway;
import io.glassline.channel.Secret;
import io.glassline.console.Staff;
import io.glassline.storage.spool.Spool;
import java.nio.file.Path;
import java.util.List;

/// A whole gateway as in production: accept, turns, delivery, log. Arguments: port, JDBC URL, user, password, Redis
/// URL, the providers' URL, the folder for keys, the port inside.
public final class Node {

    static final String API_TOKEN = "bench-api-token-of-this-run";

    /// Of a second person.
    static final String OTHER_API_TOKEN = "other-bench-api-token-of-this-run";

    private Node() {}

    public static void main(String[] arguments) {
        var gateway = Gateway.start(
                City.read(arguments[5]),
                new Deployment(
                        new Listeners(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[7])),
                        BindAddresses.both("127.0.0.1"),
                        List.of(),
                        SignedPosts.PUBLIC_URL,
                        new DatabaseAddress(arguments[1], arguments[2], arguments[3]),
                        arguments[4],
                        Path.of(arguments[6]),
                        new SpoolPlace(
                                Path.of(arguments[6]).resolveSibling("spool-" + arguments[0]), Spool.BYTES_MAX_DEFAULT),
                        Deployment.ENVELOPES_KEPT_DEFAULT,
                        "bench.example/log",
                        new ApiTokens(List.of(
                                new ApiToken("bench", ApiRole.SUPERVISOR, new Secret(API_TOKEN)),
                                new ApiToken("other", ApiRole.SUPERVISOR, new Secret(OTHER_API_TOKEN)))),
                        new Staff(List.of()),
                        false,
                        HttpLimits.ALL_FROM_ONE_CLIENT,
                        City.configuration(arguments[5])));
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close));
        System.out.println("ready");
    }
}
