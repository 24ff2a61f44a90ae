//! What a timeline leaves out by the person's choice (D11).

use protocol::ItemKey;

use super::grouping::Facts;
use crate::settings::Hidden;

/// The items that are shown, with the lines between them that still have something below. `kept` is shown in any case:
/// a link has led there.
pub(crate) fn shown(
    facts: &[(ItemKey, Facts)],
    hidden: Hidden,
    kept: Option<&ItemKey>,
) -> Vec<(ItemKey, Facts)> {
    if !hidden.any() {
        return facts.to_vec();
    }
    let mut shown = Vec::with_capacity(facts.len());
    // From the end, since what stands below a line says whether it stays.
    let (mut any, mut that_day) = (false, false);
    for (key, facts) in facts.iter().rev() {
        let stays = match facts {
            Facts::Noise(Some(what)) if hidden.has(*what) && kept != Some(key) => false,
            Facts::Date(_) => std::mem::take(&mut that_day),
            Facts::NewMessages => any,
            _ => {
                (any, that_day) = (true, true);
                true
            }
        };
        if stays {
            shown.push((key.clone(), *facts));
        }
    }
    shown.reverse();
    shown
}

#[cfg(test)]
mod tests {
    use protocol::ItemKey;

    use super::shown;
    use crate::{
        features::timeline::grouping::{Facts, RowKind, Rows},
        settings::{Hidden, Hideable},
    };

    const JOINS: Hidden = Hidden { joins: true, profiles: false };
    const BOTH: Hidden = Hidden { joins: true, profiles: true };

    fn item(key: &str) -> (ItemKey, Facts) {
        let facts = match key.chars().next() {
            Some('d') => Facts::Date(0),
            Some('n') => Facts::NewMessages,
            Some('s') => Facts::Start,
            Some('j') => Facts::Noise(Some(Hideable::Joins)),
            Some('p') => Facts::Noise(Some(Hideable::Profiles)),
            Some('o') => Facts::Noise(None),
            _ => Facts::Message { sender: 1, timestamp: 0 },
        };
        (key.into(), facts)
    }

    fn items(keys: &str) -> Vec<(ItemKey, Facts)> {
        keys.split(' ').map(item).collect()
    }

    fn left(keys: &str, hidden: Hidden, kept: Option<&str>) -> String {
        let kept = kept.map(ItemKey::from);
        let shown = shown(&items(keys), hidden, kept.as_ref());
        shown.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn only_what_is_hidden_is_left_out() {
        let all = "s d j1 p1 o1 m1 j2";
        assert_eq!(left(all, Hidden::default(), None), all);
        assert_eq!(left(all, JOINS, None), "s d p1 o1 m1");
        assert_eq!(left(all, BOTH, None), "s d o1 m1");
        assert_eq!(left(all, BOTH, Some("j2")), "s d o1 m1 j2", "a link has led there");
    }

    #[test]
    fn lines_go_with_what_stood_below_them() {
        assert_eq!(left("d1 m1 d2 j1 d3 m2", JOINS, None), "d1 m1 d3 m2");
        assert_eq!(left("d1 m1 n j1 p1", BOTH, None), "d1 m1");
        assert_eq!(left("d1 m1 n j1 d2 m2", BOTH, None), "d1 m1 n d2 m2");
        assert_eq!(left("d1 n j1 d2 j2 m2", BOTH, None), "n d2 m2");
        assert_eq!(
            left("j1 d1", Hidden::default(), None),
            "j1 d1",
            "nothing is hidden: nothing is put in order"
        );
    }

    #[test]
    fn a_run_lives_on_with_what_is_left_of_it() {
        let group = |hidden, before: &Rows| {
            let shown = shown(&items("m1 j1 o1 j2 m2 j3 m3"), hidden, None);
            Rows::group(shown.into_iter(), true, false, before)
        };
        let all = group(Hidden::default(), &Rows::default());
        let keys =
            |rows: &Rows| rows.list().iter().map(|row| row.key.0.clone()).collect::<Vec<_>>().join(" ");
        assert_eq!(keys(&all), " m1 j1 m2 j3 m3");
        let fewer = group(JOINS, &all);
        assert_eq!(keys(&fewer), " m1 o1 m2 m3");
        assert!(matches!(&fewer.list()[2].kind, RowKind::Run(members) if members.len() == 1));
        // Over what is hidden, what one person says stays together.
        assert_eq!(fewer.list()[4].kind, RowKind::Message { grouped: true });
        assert!(fewer.get(&"j1".into()).is_none());
        let again = group(Hidden::default(), &fewer);
        assert_eq!(keys(&again), " m1 o1 m2 j3 m3", "its row is not made anew");
        assert_eq!(again.position(&"j1".into()), again.position(&"o1".into()));
    }
}
