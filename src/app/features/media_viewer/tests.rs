use proptest::prelude::*;

use super::model::{Lens, neighbour};

fn lens(stage: (f64, f64), picture: (f64, f64)) -> Lens {
    let mut lens = Lens::default();
    lens.resize(stage, picture);
    lens
}

#[test]
fn a_large_picture_fits_and_a_small_one_keeps_its_size() {
    assert_eq!(lens((800.0, 600.0), (1600.0, 600.0)).fitting(), (800.0, 300.0));
    assert_eq!(lens((800.0, 600.0), (40.0, 30.0)).fitting(), (40.0, 30.0));
}

#[test]
fn what_is_under_the_pointer_stays_there() {
    let mut lens = lens((800.0, 600.0), (4000.0, 3000.0));
    let point = (100.0, -50.0);
    let before = ((point.0 - lens.offset.0) / lens.scale, (point.1 - lens.offset.1) / lens.scale);
    lens.zoom(3.0, point);
    let after = ((point.0 - lens.offset.0) / lens.scale, (point.1 - lens.offset.1) / lens.scale);
    assert!((before.0 - after.0).abs() < 1e-9 && (before.1 - after.1).abs() < 1e-9);
}

#[test]
fn fitting_again_brings_it_to_the_middle() {
    let mut lens = lens((800.0, 600.0), (4000.0, 3000.0));
    lens.zoom(4.0, (0.0, 0.0));
    lens.pan((300.0, 10.0));
    assert!(lens.zoomed());
    lens.zoom(0.01, (0.0, 0.0));
    assert!(!lens.zoomed());
    assert_eq!(lens.offset, (0.0, 0.0));
}

#[test]
fn neighbours_end_at_the_ends() {
    assert_eq!(neighbour(0, -1, 3), None);
    assert_eq!(neighbour(0, 1, 3), Some(1));
    assert_eq!(neighbour(2, 1, 3), None);
    assert_eq!(neighbour(0, 1, 0), None);
}

proptest! {
    #[test]
    fn the_stage_is_never_left(
        stage in (50.0..2000.0f64, 50.0..2000.0f64),
        picture in (1.0..9000.0f64, 1.0..9000.0f64),
        steps in proptest::collection::vec((0.2..5.0f64, -500.0..500.0f64, -500.0..500.0f64), 0..30),
    ) {
        let mut lens = lens(stage, picture);
        for (factor, x, y) in steps {
            lens.zoom(factor, (x, y));
            lens.pan((y, x));
            let size = lens.fitting();
            for (size, stage, offset) in [(size.0, stage.0, lens.offset.0), (size.1, stage.1, lens.offset.1)] {
                let reach = ((size * lens.scale - stage) / 2.0).max(0.0);
                prop_assert!(offset.abs() <= reach + 1e-6);
            }
            prop_assert!(lens.scale >= 1.0);
        }
    }
}

#[test]
fn turned_on_its_side_it_fits_again() {
    let mut lens = lens((800.0, 600.0), (1600.0, 600.0));
    lens.zoom(2.0, (0.0, 0.0));
    lens.turn();
    assert!(!lens.zoomed(), "the whole of it is seen");
    assert_eq!(lens.fitting(), (225.0, 600.0));
    assert_eq!(lens.unturned(), (600.0, 225.0));
    for _ in 0..3 {
        lens.turn();
    }
    assert_eq!(lens.fitting(), (800.0, 300.0));
}
