package io.glassline.router.city;

import io.glassline.router.knowledge.Knowledge;
import io.glassline.router.rule.Jurisdiction;
import io.glassline.router.words.SearchWords;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the rules of one file may name: all that the city has, or what it leaves to an agency.
///
/// @param agency the agency's file; empty for the city's own rules
/// @param queues those it may send to, and `allQueues` those it may ask about
/// @param answers the ids of the approved answers it may name, with their topics; empty where they could not be read
record RuleScope(
        Optional<String> agency,
        List<Locale> languages,
        Set<String> channels,
        Set<String> accounts,
        Set<String> queues,
        Set<String> allQueues,
        Set<String> flows,
        Optional<Map<String, String>> answers,
        Map<String, Jurisdiction> jurisdictions,
        SearchWords words) {

    static Optional<Map<String, String>> answers(Optional<Knowledge> knowledge) {
        return knowledge.map(RuleScope::topicsById);
    }

    private static Map<String, String> topicsById(Knowledge knowledge) {
        var topics = new TreeMap<String, String>();
        for (var answer : knowledge.answers()) {
            topics.put(answer.id(), answer.topic());
        }
        return topics;
    }

    Set<String> topics() {
        return new TreeSet<>(answers.map(Map::values).orElse(List.of()));
    }

    RuleScope with(Map<String, Jurisdiction> others) {
        return new RuleScope(agency, languages, channels, accounts, queues, allQueues, flows, answers, others, words);
    }

    /// What is left of it for an agency.
    RuleScope of(String file, Set<String> queues, Set<String> flows, Set<String> topics) {
        var own = answers.<Map<String, String>>map(all -> {
            var left = new TreeMap<>(all);
            left.values().removeIf(topic -> !topics.contains(topic));
            return left;
        });
        return new RuleScope(
                Optional.of(file), languages, channels, accounts, queues, allQueues, flows, own, Map.of(), words);
    }

    boolean isCity() {
        return agency.isEmpty();
    }
}
