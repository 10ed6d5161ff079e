package io.glassline.request;

import io.glassline.conversation.QueueId;
import io.glassline.routing.CityRequest;
import io.glassline.routing.RequestPhoto.Fate;
import io.glassline.routing.RequestStep.Notice;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What citizens can ask a system of the city for, as `services.yml` has it.
///
/// @param titles by language; the first is the city's
/// @param asking how the system is asked for it
/// @param queue whose people get what the system does not take
/// @param nearbyMetres how near a report is that may be about the same
/// @param isDescriptionPublic whether anyone may read what citizens wrote
/// @param texts what citizens are told, by language, with `{number}`, `{status}` and `{notes}`
/// @param photoTexts what is said behind `accepted` of a photo that came with it
public record CityService(
        String name,
        Texts titles,
        RequestSystem system,
        Asking asking,
        QueueId queue,
        int nearbyMetres,
        boolean isDescriptionPublic,
        Map<Notice, Texts> texts,
        Map<Fate, Texts> photoTexts) {

    public CityService {
        texts = Map.copyOf(texts);
        photoTexts = Map.copyOf(photoTexts);
    }

    /// A text by language.
    ///
    /// @param byLanguage the first is spoken where the wanted one is missing
    public record Texts(Locale first, Map<String, String> byLanguage) {

        public Texts {
            byLanguage = Map.copyOf(byLanguage);
        }

        public String in(Locale language) {
            return Optional.ofNullable(byLanguage.get(language.getLanguage()))
                    .orElseGet(() -> byLanguage.getOrDefault(first.getLanguage(), ""));
        }
    }

    /// How a system is asked.
    public sealed interface Asking {

        /// @param code the `service_code`
        record Report(String code, List<Attribute> attributes) implements Asking {

            public Report {
                attributes = List.copyOf(attributes);
            }
        }

        /// @param path to which the object is posted
        /// @param body a JSON object with `{name}` for values, all of it text
        /// @param number where the record's number stands in the answer, a JSON pointer
        /// @param status how it is asked for later, if it can be
        record NewRecord(String path, Map<String, String> body, String number, Optional<RecordStatus> status)
                implements Asking {

            public NewRecord {
                body = Map.copyOf(body);
            }
        }
    }

    /// @param path with `{number}`
    /// @param state where the status stands in the answer, a JSON pointer
    /// @param notes likewise what is added to it
    /// @param closed the statuses in which the record is done with
    public record RecordStatus(String path, String state, Optional<String> notes, List<String> closed) {

        public RecordStatus {
            closed = List.copyOf(closed);
        }
    }

    /// @param name under which it stands among the values
    /// @param code the system's name for it
    /// @param values our word for each value with the system's; empty where any text will do
    public record Attribute(String name, String code, boolean isRequired, Map<String, String> values) {

        public Attribute {
            values = Map.copyOf(values);
        }
    }

    /// Whether the system can be asked how a request is.
    public boolean isWatched() {
        return switch (asking) {
            case Asking.Report _ -> true;
            case Asking.NewRecord(var _, var _, var _, var status) -> status.isPresent();
        };
    }

    /// What the citizen hears, if the city has words for that.
    public Optional<String> tells(Notice notice, CityRequest request) {
        return Optional.ofNullable(texts.get(notice))
                .map(text -> text.in(request.language())
                        .replace("{number}", request.number().orElse(""))
                        .replace("{status}", request.status())
                        .replace("{notes}", request.notes())
                        .replaceAll(" {2,}", " ")
                        .strip())
                .map(text -> notice == Notice.ACCEPTED ? text + ofPhoto(request) : text);
    }

    /// A resident hears of their photo with the number, once.
    private String ofPhoto(CityRequest request) {
        return request.photo()
                .flatMap(photo -> Optional.ofNullable(photoTexts.get(photo.fate())))
                .map(text -> " " + text.in(request.language()))
                .orElse("");
    }
}
