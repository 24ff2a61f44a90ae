//! A place on the earth, by numbers.

use crate::t;

/// Bytes of a longer text are no place.
const LONGEST: usize = 2_000;

/// A place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Coordinates {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Within how many metres it is.
    pub accuracy: Option<f64>,
}

impl Coordinates {
    /// A place, if there is one of these numbers.
    pub fn new(latitude: f64, longitude: f64, accuracy: Option<f64>) -> Option<Self> {
        let fine = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        // Half of the way round the earth says nothing.
        let accuracy = accuracy.filter(|metres| (0.0..20_000_000.0).contains(metres));
        fine.then_some(Self { latitude, longitude, accuracy })
    }

    /// Reads a `geo:` URI (RFC 5870).
    pub fn of_uri(uri: &str) -> Option<Self> {
        let place = uri.get(..4).filter(|scheme| scheme.eq_ignore_ascii_case("geo:")).map(|_| &uri[4..])?;
        // Some add a query, which the standard does not know.
        let mut parts = place.split('?').next()?.split(';');
        let (latitude, longitude) = pair(parts.next()?, ',')?;
        let accuracy = parts.find_map(|part| part.strip_prefix("u=").or_else(|| part.strip_prefix("U=")));
        Self::new(latitude, longitude, accuracy.and_then(number))
    }

    /// Reads what a person pastes: a `geo:` URI, two numbers, or a link to a place on OpenStreetMap or Google Maps.
    pub fn typed(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        if text.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("geo:")) {
            return Self::of_uri(text);
        }
        let found = if text.contains("://") { linked(text) } else { written(text) };
        let (latitude, longitude) = found?;
        Self::new(latitude, longitude, None)
    }

    /// As it is sent.
    pub fn uri(&self) -> String {
        let accuracy = self.accuracy.map(|metres| format!(";u={}", metres.ceil())).unwrap_or_default();
        format!("geo:{}{accuracy}", self.numbers(","))
    }

    /// As a person reads it.
    pub fn words(&self) -> String {
        let numbers = self.numbers(", ");
        match self.accuracy.map(f64::ceil).filter(|metres| *metres > 0.0) {
            Some(metres) if metres < 10_000.0 => {
                t!("location-about", place = numbers, metres = metres as u32)
            }
            Some(metres) => t!("location-about-km", place = numbers, kilometres = (metres / 1_000.0) as u32),
            None => numbers,
        }
    }

    /// A link that opens it on OpenStreetMap.
    pub fn link(&self) -> String {
        let (latitude, longitude) = (degrees(self.latitude), degrees(self.longitude));
        format!(
            "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=16/{latitude}/{longitude}"
        )
    }

    fn numbers(&self, between: &str) -> String {
        format!("{}{between}{}", degrees(self.latitude), degrees(self.longitude))
    }
}

/// Degrees to a metre or so, without zeros at the end.
pub(super) fn degrees(degrees: f64) -> String {
    let text = format!("{degrees:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A number with digits and a point; `1e5`, `inf` and `NaN` are none.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.trim_start_matches(['-', '+']);
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    text.parse().ok().filter(|_| plain)
}

/// The first two of the numbers between these signs.
fn pair(text: &str, between: char) -> Option<(f64, f64)> {
    let mut numbers = text.split(between).map(number);
    Some((numbers.next()??, numbers.next()??))
}

/// "52.5, 13.4", "52.5 13.4", "52.5° N, 13.4° E".
fn written(text: &str) -> Option<(f64, f64)> {
    let mut degrees = Vec::new();
    for part in text.split([',', ';', ' ', '°', '\t']).map(str::trim).filter(|part| !part.is_empty()) {
        match part {
            "N" | "n" | "E" | "e" => {}
            "S" | "s" | "W" | "w" => *degrees.last_mut()? *= -1.0,
            part => degrees.push(number(part)?),
        }
    }
    match degrees[..] {
        [latitude, longitude] => Some((latitude, longitude)),
        _ => None,
    }
}

fn linked(link: &str) -> Option<(f64, f64)> {
    let value = |name: &str| {
        let at = link.find(&format!("?{name}=")).or_else(|| link.find(&format!("&{name}=")))?;
        link.get(at + name.len() + 2..)?.split(['&', '#']).next()
    };
    let of = |north: &str, east: &str| Some((number(value(north)?)?, number(value(east)?)?));
    // OpenStreetMap's pin, and what its map shows.
    let pin = of("mlat", "mlon");
    let shown = || {
        let (_, rest) = link.split_once("map=")?;
        pair(rest.split('&').next()?.split_once('/')?.1, '/')
    };
    // Google's: `…/@52.5,13.4,15z`, `…?q=52.5,13.4`.
    let at = || pair(link.split_once("/@")?.1, ',');
    let query = || pair(&value("q").or_else(|| value("query"))?.replace("%2C", ","), ',');
    pin.or_else(shown).or_else(at).or_else(query)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(latitude: f64, longitude: f64) -> Option<Coordinates> {
        Some(Coordinates { latitude, longitude, accuracy: None })
    }

    #[test]
    fn places_are_read() {
        let exact = Some(Coordinates { latitude: 51.5008, longitude: 0.1247, accuracy: Some(35.0) });
        assert_eq!(Coordinates::of_uri("geo:51.5008,0.1247;u=35"), exact);
        assert_eq!(Coordinates::of_uri("GEO:-1,2,3"), place(-1.0, 2.0));
        assert_eq!(Coordinates::of_uri("geo:1,2;u=-5"), place(1.0, 2.0), "an accuracy that is none");
        for broken in [
            "geo:",
            "geo:1",
            "geo:91,0",
            "geo:1,x",
            "https://a",
            "ge",
            "javascript:1,2",
            "geo:NaN,1",
            "geo:1e1,1",
        ] {
            assert_eq!(Coordinates::of_uri(broken), None, "{broken}");
        }
    }

    #[test]
    fn what_is_pasted_is_read() {
        for text in [
            "52.5163, 13.3777",
            " 52.5163 13.3777",
            "52.5163° N, 13.3777° E",
            "geo:52.5163,13.3777?z=15",
            "https://www.openstreetmap.org/?mlat=52.5163&mlon=13.3777#map=16/1/2",
            "https://www.openstreetmap.org/#map=16/52.5163/13.3777&layers=N",
            "https://www.google.com/maps/place/Gate/@52.5163,13.3777,17z/data=x",
            "https://maps.google.com/?q=52.5163,13.3777",
        ] {
            assert_eq!(Coordinates::typed(text), place(52.5163, 13.3777), "{text}");
        }
        assert_eq!(Coordinates::typed("33.9 S, 18.4 E"), place(-33.9, 18.4));
        for text in
            ["", "Berlin", "52.5", "1, 2, 3", "95, 1", "https://example.org/", "S, 1", "1e1 2", "geo:x"]
        {
            assert_eq!(Coordinates::typed(text), None, "{text}");
        }
        assert_eq!(Coordinates::typed(&"1 ".repeat(2_000)), None);
    }

    #[test]
    fn places_are_written() {
        let gate = Coordinates { latitude: 52.516_300_4, longitude: -0.000_000_04, accuracy: Some(12.2) };
        assert_eq!(gate.uri(), "geo:52.5163,0;u=13");
        let exact = Coordinates { accuracy: None, longitude: 13.0, ..gate };
        assert_eq!(exact.words(), "52.5163, 13");
        assert_eq!(exact.link(), "https://www.openstreetmap.org/?mlat=52.5163&mlon=13#map=16/52.5163/13");
        assert_eq!(Coordinates::of_uri(&exact.uri()), Coordinates::new(52.5163, 13.0, None));
    }
}
