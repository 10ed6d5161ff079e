package io.glassline.sources;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.glassline.source.Source;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

/// The token of an API, got by client credentials and kept until shortly before it ends.
final class AccessToken {

    private static final Duration BEFORE_ITS_END = Duration.ofSeconds(20);
    private static final int SECONDS_UNSAID = 300;

    private final Source.ClientCredentials credentials;
    private final ApiCalls calls;
    private final ObjectMapper json;
    private final InstantSource clock;

    /// Both guarded by this.
    private @Nullable String token;

    private Instant until = Instant.MIN;

    AccessToken(Source.ClientCredentials credentials, ApiCalls calls, ObjectMapper json, InstantSource clock) {
        this.credentials = credentials;
        this.calls = calls;
        this.json = json;
        this.clock = clock;
    }

    /// @throws SourceFailure when none is given
    synchronized String value(long deadline) throws SourceFailure {
        var known = token;
        if (known != null && clock.instant().isBefore(until)) {
            return known;
        }
        var got = fetch(deadline);
        token = got;
        return got;
    }

    /// To be called when the API does not take the token any more, whatever it said of its end.
    synchronized void forget(String refused) {
        if (refused.equals(token)) {
            token = null;
        }
    }

    private String fetch(long deadline) throws SourceFailure {
        var request = new HttpPost(credentials.tokenUrl());
        var pair = CallTemplate.encoded(credentials.clientId()) + ":"
                + CallTemplate.encoded(credentials.clientSecret().value());
        request.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
        request.setHeader("Accept", "application/json");
        var scope = credentials.scope().isEmpty() ? "" : "&scope=" + CallTemplate.encoded(credentials.scope());
        request.setEntity(
                new StringEntity("grant_type=client_credentials" + scope, ContentType.APPLICATION_FORM_URLENCODED));
        var reply = calls.call(request, deadline);
        if (!reply.isSuccess()) {
            throw new SourceFailure(
                    Outcome.REFUSED, "no token is given for our client (status %d)".formatted(reply.status()));
        }
        try {
            var answer = json.readTree(reply.body());
            var value = answer.path("access_token").asText("");
            if (value.isEmpty() || value.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new SourceFailure(Outcome.WRONG, "there is no token in the answer to our client");
            }
            var lasts = Duration.ofSeconds(answer.path("expires_in").asInt(SECONDS_UNSAID));
            until = clock.instant().plus(lasts).minus(BEFORE_ITS_END);
            return value;
        } catch (JacksonException e) {
            throw new SourceFailure(Outcome.WRONG, "the answer to our client is no JSON");
        }
    }
}
