package io.glassline.app.api;

import io.glassline.channel.Proof;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// The bearer tokens that open `/api`. No two have the same name, for the name is who acted on the record.
public record ApiTokens(List<ApiToken> tokens) {

    private static final String BEARER = "Bearer ";

    public ApiTokens {
        tokens = List.copyOf(tokens);
        var names = new HashSet<String>();
        for (var token : tokens) {
            if (!names.add(token.name())) {
                throw new IllegalArgumentException("two tokens are named \"" + token.name() + "\"");
            }
        }
    }

    /// Every token is compared, so that the time taken says nothing of which one was nearly right.
    ///
    /// @param authorization the header of that name, as it came.
    Optional<ApiToken> find(Optional<String> authorization) {
        var presented = authorization
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
        return tokens.stream()
                .filter(token -> Proof.sameSecret(presented, token.secret()))
                .reduce((first, _) -> first);
    }
}
