package io.glassline.declared.send;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// A request as it goes out.
///
/// @param body as it is written; empty for none
public record OutboundRequest(String method, URI url, SequencedMap<String, String> headers, String body) {

    public OutboundRequest {
        headers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(headers));
    }

    /// Without headers and body, in which there are secrets and words.
    @Override
    public String toString() {
        return method + " " + url.getHost();
    }
}
