package io.glassline.app.http;

import io.glassline.channel.Proof;
import io.glassline.channel.Secret;
import java.util.List;
import java.util.Optional;

/// The bearer tokens that open `/api`.
public record ApiTokens(List<Secret> tokens) {

    private static final String BEARER = "Bearer ";

    public ApiTokens {
        tokens = List.copyOf(tokens);
    }

    boolean open(Optional<String> authorization) {
        var presented = authorization
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
        return tokens.stream().anyMatch(token -> Proof.sameSecret(presented, token));
    }
}
