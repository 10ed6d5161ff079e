package io.glassline.storage.form;

import static io.glassline.storage.form.Fields.bytes;
import static io.glassline.storage.form.Fields.instant;
import static io.glassline.storage.form.Fields.text;

import io.glassline.channel.WebhookCall;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A provider's call as bytes, and back. It has no version of its own: whatever holds it has one.
final class CallForm {

    private CallForm() {}

    static void write(DataOutputStream out, WebhookCall call) throws IOException {
        Fields.write(out, call.method());
        Fields.write(out, call.endpoint());
        Fields.write(out, call.publicUrl());
        out.writeInt(call.headers().size());
        for (var header : call.headers().entrySet()) {
            Fields.write(out, header.getKey());
            out.writeInt(header.getValue().size());
            for (var value : header.getValue()) {
                Fields.write(out, value);
            }
        }
        Fields.write(out, call.body());
        Fields.write(out, call.receivedAt());
    }

    static WebhookCall read(DataInputStream in) throws IOException {
        return new WebhookCall(text(in), text(in), text(in), headers(in), bytes(in), instant(in));
    }

    private static Map<String, List<String>> headers(DataInputStream in) throws IOException {
        var headers = new LinkedHashMap<String, List<String>>();
        for (var left = in.readInt(); left > 0; left--) {
            var name = text(in);
            var values = new ArrayList<String>();
            for (var more = in.readInt(); more > 0; more--) {
                values.add(text(in));
            }
            headers.put(name, List.copyOf(values));
        }
        return headers;
    }
}
