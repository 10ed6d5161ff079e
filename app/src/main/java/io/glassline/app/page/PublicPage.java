package io.glassline.app.page;

import io.glassline.console.Assets;

/// What is around a public page of the city: its name, its words at the top, and the way to the other language. No
/// script.
///
/// @param texts with `title`, `lead`, `skip` and `other`
/// @param city its name
/// @param look the class of the main part, besides its width; may be empty
public record PublicPage(PageTexts texts, String city, Assets assets, String look) {

    /// @param main in HTML
    public String html(String main) {
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s: %s</title>
                <link rel="icon" type="image/svg+xml" href="%s">
                <link rel="stylesheet" href="%s">
                </head>
                <body class="public">
                <a class="skip" href="#main">%s</a>
                <header class="hero"><div class="wide">
                <p class="brand"><a href="/">%s</a> · <a href="?lang=%s" lang="%s" hreflang="%s">%s</a></p>
                <h1>%s</h1>
                <p class="lead">%s</p>
                </div></header>
                <main id="main" class="%s" tabindex="-1">
                %s
                </main>
                </body>
                </html>
                """.formatted(
                        texts.language(),
                        escaped(city),
                        texts.say("title"),
                        assets.path("mark.svg"),
                        assets.path("glassline.css"),
                        texts.say("skip"),
                        escaped(city),
                        texts.otherLanguage(),
                        texts.otherLanguage(),
                        texts.otherLanguage(),
                        texts.say("other"),
                        texts.say("title"),
                        texts.say("lead"),
                        look.isEmpty() ? "wide" : "wide " + look,
                        main);
    }

    /// Text on its way into an element or an attribute in double quotes.
    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
