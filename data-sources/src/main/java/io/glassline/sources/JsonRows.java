package io.glassline.sources;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.glassline.source.Question;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Reads rows out of an API's answer by the look-up's pointers.
final class JsonRows {

    private final Question.Call call;

    JsonRows(Question.Call call) {
        this.call = call;
    }

    /// @throws SourceFailure when there is nothing where the rows should be
    List<JsonNode> of(JsonNode answer) throws SourceFailure {
        var rows = answer.at(JsonPointer.compile(call.rows()));
        if (rows.isMissingNode()) {
            throw new SourceFailure(Outcome.WRONG, "there is no %s in its answer".formatted(call.rows()));
        }
        var all = new ArrayList<JsonNode>();
        if (rows.isArray()) {
            rows.forEach(all::add);
        } else if (!rows.isNull()) {
            all.add(rows);
        }
        return all;
    }

    /// @throws SourceFailure when a column is missing that may not be, or is no single value
    Map<String, String> columns(JsonNode row) throws SourceFailure {
        var values = new LinkedHashMap<String, String>();
        for (var column : new TreeMap<>(call.columns()).entrySet()) {
            var pointer = column.getValue();
            var value = row.at(JsonPointer.compile(pointer.path()));
            if (value.isMissingNode() && !pointer.mayBeMissing()) {
                throw new SourceFailure(
                        Outcome.WRONG, "there is no %s in a row of its answer".formatted(pointer.path()));
            }
            if (value.isContainerNode()) {
                throw new SourceFailure(Outcome.WRONG, "%s is no single value in its answer".formatted(pointer.path()));
            }
            if (!value.isMissingNode() && !value.isNull()) {
                values.put(column.getKey(), value.asText());
            }
        }
        return values;
    }

    /// The columns whose pointers lead somewhere in a row.
    Set<String> present(JsonNode row) {
        var present = new LinkedHashSet<String>();
        call.columns().forEach((name, pointer) -> {
            var value = row.at(JsonPointer.compile(pointer.path()));
            if (value.isValueNode() || pointer.mayBeMissing()) {
                present.add(name);
            }
        });
        return present;
    }
}
