package io.glassline.source;

import io.glassline.channel.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Where a city keeps records that the bot may look into. Two equal sources are the same source,
/// whichever version of the configuration names them.
public sealed interface Source {

    /// The name under which look-ups, metrics and the health page speak of it.
    String name();

    SourceLimits limits();

    /// The gateway's own PostgreSQL, for look-ups that name no source.
    record OwnDatabase(SourceLimits limits) implements Source {

        /// No source of a city can have this name, for it is no name in `sources.yml`.
        public static final String NAME = "(own database)";

        @Override
        public String name() {
            return NAME;
        }
    }

    /// A database that JDBC reaches.
    ///
    /// @param url such as `jdbc:mariadb://records.city.example/permits`; a secret, for it may hold one
    record Database(String name, Secret url, String user, Secret password, SourceLimits limits) implements Source {

        /// What stands behind `jdbc:`, such as `mariadb`.
        public String dialect() {
            return dialect(url.value());
        }

        public static String dialect(String url) {
            var parts = url.split(":", 3);
            return parts.length == 3 && parts[0].equals("jdbc") ? parts[1] : "";
        }
    }

    /// An API that answers in JSON.
    ///
    /// @param base what each path is appended to, without a slash at its end
    /// @param isInside whether it may lie in a private network: only then are private addresses called,
    ///     and only then may it be without TLS
    /// @param headers sent with each call
    record HttpApi(
            String name,
            URI base,
            boolean isInside,
            Map<String, Secret> headers,
            Optional<ClientCredentials> credentials,
            SourceLimits limits)
            implements Source {

        public HttpApi {
            headers = Map.copyOf(headers);
        }
    }

    /// How a token is got by OAuth 2.0's client credentials grant (RFC 6749, 4.4).
    ///
    /// @param scope empty where none is asked for
    record ClientCredentials(URI tokenUrl, String clientId, Secret clientSecret, String scope) {}
}
