package io.glassline.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `openapi.yml`, read as a program of the city would read it, but strictly: a field that it does not name is an
/// error.
final class OpenApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode document;

    private OpenApi(JsonNode document) {
        this.document = document;
    }

    static OpenApi read() {
        try (var in = OpenApi.class.getResourceAsStream("/api/openapi.yml")) {
            return new OpenApi(new ObjectMapper(new YAMLFactory()).readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One operation: `role` is the least that it needs.
    record Operation(String method, String path, String role, JsonNode responses) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (!operation.getKey().equals("parameters")) {
                        operations.add(new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                role(operation.getValue()),
                                operation.getValue().path("responses")));
                    }
                }));
        return operations;
    }

    private String role(JsonNode operation) {
        var security = operation.has("security") ? operation.path("security") : document.path("security");
        return security.path(0).path("token").path(0).asText();
    }

    /// What is wrong with an answer, by this document.
    List<String> mistakes(Operation operation, ApiServer.Answer answer) {
        var response = response(operation, answer.status());
        if (response.isEmpty()) {
            return List.of("the status " + answer.status() + " is not documented");
        }
        var content = response.get().path("content");
        if (content.isMissingNode()) {
            return answer.body().isEmpty() ? List.of() : List.of("a body is not documented");
        }
        var contentType = answer.contentType().split(";")[0];
        if (!content.has(contentType)) {
            return List.of("the content type " + contentType + " is not documented");
        }
        var schema = content.path(contentType).path("schema");
        return schema.isMissingNode() ? List.of() : mistakes(schema, answer.body());
    }

    private Optional<JsonNode> response(Operation operation, int status) {
        var own = operation.responses().path(Integer.toString(status));
        var found = own.isMissingNode() && status >= 400 ? operation.responses().path("default") : own;
        if (found.has("$ref")) {
            found = document.at(found.path("$ref").asText().substring(1));
        }
        return found.isMissingNode() ? Optional.empty() : Optional.of(found);
    }

    private List<String> mistakes(JsonNode schema, String body) {
        var root = (ObjectNode) strict(schema);
        root.set("components", strictWhereUsed(document.path("components")));
        try {
            return SCHEMAS.getSchema(root).validate(JSON.readTree(body)).stream()
                    .map(error -> error.toString() + " in " + body)
                    .toList();
        } catch (IOException e) {
            return List.of("not JSON: " + body);
        }
    }

    /// The same schema, which refuses fields that it does not name. The members of an `allOf` complete each other, so
    /// what refuses stands around them.
    private static JsonNode strict(JsonNode schema) {
        var strict = schema.deepCopy();
        forbidOthers(strict, false);
        return strict;
    }

    /// What a name stands for may be completed where the name is used, so there it refuses and not by itself.
    private static JsonNode strictWhereUsed(JsonNode components) {
        var strict = components.deepCopy();
        strict.path("schemas").forEach(schema -> forbidOthers(schema, true));
        return strict;
    }

    private static void forbidOthers(JsonNode node, boolean completed) {
        if (node.isArray()) {
            node.forEach(element -> forbidOthers(element, false));
        } else if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                if (field.getKey().equals("allOf")) {
                    field.getValue().forEach(member -> forbidOthers(member, true));
                } else {
                    forbidOthers(field.getValue(), false);
                }
            });
            var isObject =
                    object.path("properties").isObject() && object.path("type").isTextual();
            if (!completed && (object.has("$ref") || object.has("allOf") || isObject)) {
                object.put("unevaluatedProperties", false);
            }
        }
    }
}
