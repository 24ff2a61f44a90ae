//! Places, as a link to a map.

use leptos::prelude::*;

use crate::{kit::Icon, t};

/// Latitude and longitude of a `geo:` URI (RFC 5870).
pub(crate) fn coordinates(uri: &str) -> Option<(f64, f64)> {
    let place = uri.get(..4).filter(|scheme| scheme.eq_ignore_ascii_case("geo:")).map(|_| &uri[4..])?;
    let mut numbers = place.split(';').next()?.split(',').map(str::parse::<f64>);
    let (latitude, longitude) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    ((-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude))
        .then_some((latitude, longitude))
}

/// A place.
pub(crate) fn view(id: String, said: String, uri: &str) -> AnyView {
    let link = coordinates(uri).map(|(latitude, longitude)| {
        let href = format!(
            "https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=16/{latitude}/{longitude}"
        );
        view! {
            <a href=href rel="noopener noreferrer" target="_blank">
                {move || t!("timeline-open-map")}
            </a>
        }
    });
    view! {
        <div class="LocationBody" id=id>
            <Icon name="map-pin" />
            <span class="text" dir="auto">{said}</span>
            {link}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        assert_eq!(coordinates("geo:51.5008,0.1247;u=35"), Some((51.5008, 0.1247)));
        assert_eq!(coordinates("GEO:-1,2,3"), Some((-1.0, 2.0)));
        for broken in
            ["geo:", "geo:1", "geo:91,0", "geo:1,x", "https://a", "ge", "javascript:1,2", "geo:NaN,1"]
        {
            assert_eq!(coordinates(broken), None, "{broken}");
        }
    }
}
