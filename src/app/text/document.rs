//! Files that can be read here: PDF, and texts of all kinds.

use protocol::media::Media;

/// Larger ones are only saved, in bytes.
const LARGEST_PDF: u64 = 64_000_000;
/// The same for texts.
pub const LARGEST_TEXT: u64 = 1_000_000;

/// What a file is to be shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// Pages.
    Pdf,
    /// A text, perhaps in a language whose colours are known.
    Text(Option<&'static str>),
}

/// Endings of texts, with the name that the highlighter has for the language.
const LANGUAGES: [(&str, &str); 40] = [
    ("bash", "bash sh zsh"),
    ("c", "c h"),
    ("cpp", "cc cpp cxx hh hpp hxx ino"),
    ("csharp", "cs"),
    ("css", "css"),
    ("dart", "dart"),
    ("diff", "diff patch"),
    ("dockerfile", "dockerfile"),
    ("go", "go"),
    ("graphql", "gql graphql"),
    ("haskell", "hs"),
    ("ini", "cfg conf ini properties toml"),
    ("java", "java"),
    ("javascript", "cjs js jsx mjs"),
    ("json", "geojson ipynb json jsonl map webmanifest"),
    ("kotlin", "kt kts"),
    ("less", "less"),
    ("lua", "lua"),
    ("makefile", "mak makefile mk"),
    ("markdown", "markdown md"),
    ("nginx", "nginx"),
    ("objectivec", "m mm"),
    ("perl", "pl pm"),
    ("php", "php"),
    ("powershell", "ps1 psm1"),
    ("python", "py pyi"),
    ("r", "r"),
    ("ruby", "gemspec rb"),
    ("rust", "rs"),
    ("scss", "sass scss"),
    ("shell", "console"),
    ("sql", "sql"),
    ("swift", "swift"),
    ("typescript", "cts mts ts tsx"),
    ("vbnet", "vb"),
    ("wasm", "wat"),
    ("xml", "htm html rss svg xhtml xml xsd xsl"),
    ("yaml", "yaml yml"),
    // Without colours.
    ("", "asc bib csv eml ftl ics log nfo rst srt tex text tsv txt vcf vtt"),
    ("", "gitignore lock"),
];
/// MIME types of texts that do not say so.
const TEXTS: [&str; 8] = [
    "application/javascript",
    "application/json",
    "application/sql",
    "application/toml",
    "application/x-sh",
    "application/x-yaml",
    "application/xml",
    "application/yaml",
];

/// How a file can be shown, by its name and by what its sender says of it; nothing if it cannot. What it truly is, is seen
/// when it is opened.
pub fn document(media: &Media) -> Option<Document> {
    let name = media.filename.to_lowercase();
    let ending = name.rsplit('.').next().unwrap_or_default();
    let mime = media.mime.as_deref().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let fits = |most| media.size.is_none_or(|size| size <= most);
    if ending == "pdf" || mime == "application/pdf" {
        return fits(LARGEST_PDF).then_some(Document::Pdf);
    }
    // Some endings are of films too.
    let is_seen = ["video/", "audio/", "image/"].iter().any(|kind| mime.starts_with(kind));
    if is_seen && mime != "image/svg+xml" {
        return None;
    }
    let named = LANGUAGES.iter().find(|(_, endings)| endings.split(' ').any(|one| one == ending));
    let is_text = named.is_some() || mime.starts_with("text/") || TEXTS.contains(&mime);
    let language = named.map(|(language, _)| *language).filter(|language| !language.is_empty());
    (is_text && fits(LARGEST_TEXT)).then_some(Document::Text(language))
}

#[cfg(test)]
mod tests {
    use protocol::media::MediaSource;

    use super::*;

    fn shown(name: &str, mime: Option<&str>, size: Option<u64>) -> Option<Document> {
        let media = Media::named(MediaSource(String::new()), name.to_owned());
        document(&Media { mime: mime.map(str::to_owned), size, ..media })
    }

    #[test]
    fn files_are_shown_by_their_ending_and_what_is_said_of_them() {
        assert_eq!(shown("Report.PDF", None, None), Some(Document::Pdf));
        assert_eq!(shown("report", Some("application/pdf"), Some(64_000_001)), None);
        assert_eq!(shown("main.rs", None, Some(1_000)), Some(Document::Text(Some("rust"))));
        assert_eq!(shown("page.html", Some("text/html"), Some(10)), Some(Document::Text(Some("xml"))));
        assert_eq!(shown("Dockerfile", None, Some(10)), Some(Document::Text(Some("dockerfile"))));
        assert_eq!(shown("notes", Some("text/plain; charset=utf-8"), None), Some(Document::Text(None)));
        assert_eq!(shown("data.csv", None, Some(1_000_001)), None);
        assert_eq!(shown("film.ts", Some("video/mp2t"), Some(10)), None);
        assert_eq!(shown("drawing.svg", Some("image/svg+xml"), Some(10)), Some(Document::Text(Some("xml"))));
        assert_eq!(shown("program.exe", Some("application/octet-stream"), Some(10)), None);
    }
}
