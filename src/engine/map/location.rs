//! Places on a map, as others name them.

use super::rich_text::cut_at;

/// Bytes of a `geo:` URI.
const LONGEST: usize = 200;

/// A `geo:` URI (RFC 5870) of a place on the earth, with what stands behind its coordinates, in one spelling; empty where
/// it is none, since the interface makes a link of it.
pub(crate) fn geo(uri: &str) -> String {
    read(uri).unwrap_or_default()
}

fn read(uri: &str) -> Option<String> {
    let (scheme, rest) = uri.trim().split_at_checked(4)?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"+-.,;=_%".contains(&b);
    if !scheme.eq_ignore_ascii_case("geo:") || rest.len() > LONGEST || !rest.bytes().all(plain) {
        return None;
    }
    let (coordinates, parameters) = rest.split_once(';').unwrap_or((rest, ""));
    let mut numbers = coordinates.split(',').map(number);
    let (latitude, longitude) = (numbers.next()??, numbers.next()??);
    // The third is a height, of which a map shows nothing.
    let fine = (-90.0..=90.0).contains(&latitude)
        && (-180.0..=180.0).contains(&longitude)
        && numbers.next().is_none_or(|height| height.is_some())
        && numbers.next().is_none();
    // Another system of coordinates would be read wrongly.
    let known = |parameter: &str| match parameter.split_once('=') {
        Some((name, system)) if name.eq_ignore_ascii_case("crs") => system.eq_ignore_ascii_case("wgs84"),
        _ => true,
    };
    (fine && parameters.split(';').all(known)).then(|| format!("geo:{rest}"))
}

/// A number with digits and a point; `1e5`, `inf` and `NaN` are none.
fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    text.parse().ok().filter(|_| plain)
}

/// What is said of a place.
pub(crate) fn words(text: &str) -> String {
    const LONGEST: usize = 2_000;
    cut_at(text.trim(), LONGEST).to_owned()
}

#[cfg(test)]
mod tests {
    use super::geo;

    #[test]
    fn places_on_the_earth_are_kept() {
        for uri in ["geo:51.5008,-0.1247", "geo:51.5008,0.1247;u=35", "geo:-90,180,-12.5;crs=wgs84;u=1.5"] {
            assert_eq!(geo(uri), uri);
        }
        assert_eq!(geo(" GEO:1,2 "), "geo:1,2");
    }

    #[test]
    fn what_is_no_place_is_nothing() {
        let long = format!("geo:1,2;x={}", "y".repeat(200));
        for uri in [
            "",
            "geo:",
            "geo:1",
            "geo:91,0",
            "geo:0,181",
            "geo:NaN,1",
            "geo:inf,1",
            "geo:1e1,1",
            "geo:1,2,3,4",
            "geo:1,2,x",
            "geo:1,2;crs=moon-2011",
            "geo:1,2?q=<script>",
            "geo:1,2;u=\"onclick",
            "geo:1, 2",
            "geo:é,1",
            "javascript:alert(1)",
            "https://evil.example/1,2",
            "éé",
            long.as_str(),
        ] {
            assert_eq!(geo(uri), "", "{uri}");
        }
    }
}
