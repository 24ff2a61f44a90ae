use leptos::prelude::*;
use protocol::{
    AnyCommand, AnyTopic, DeviceCommand, Failure, FailureKind, SubId, ToEngine,
    devices::{Client, Device, DeviceKind, DeviceList, DeviceTrust, RenameDevice},
};

use super::{
    model::{DevicesModel, Which},
    words,
};
use crate::link::{FakeEngine, Link};

fn device(id: &str, own: bool, trust: DeviceTrust) -> Device {
    Device {
        id: id.into(),
        name: None,
        client: None,
        browser: None,
        system: None,
        kind: DeviceKind::Unknown,
        address: None,
        last_seen: Some(1),
        own,
        trust,
    }
}

fn told(engine: &FakeEngine, sub: SubId, seq: u32, devices: &[Device]) {
    let list = DeviceList { devices: Some(devices.to_vec()), failure: None };
    engine.update(sub, seq, &list);
}

#[test]
fn what_is_gone_is_chosen_no_longer() {
    use DeviceTrust::{Unverified, Verified};
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let model = DevicesModel::new(&link, "@ada:vmst.io".into(), Some("B".into()));
        let sub = engine.frames().into_iter().find_map(|frame| match frame {
            ToEngine::Subscribe { sub, topic: AnyTopic::Devices(_) } => Some(sub),
            _ => None,
        });
        let sub = sub.expect("it is subscribed to");
        assert!(!model.is_there());
        let all = [device("A", true, Verified), device("B", false, Unverified), device("C", false, Verified)];
        told(&engine, sub, 0, &all);
        assert!(model.is_there());
        assert_eq!(model.own().map(|own| own.id).as_deref(), Some("A"));
        assert_eq!(model.chosen_shown().len(), 1);
        assert!(model.may_be_verified("B") && !model.may_be_verified("A") && !model.may_be_verified("C"));
        model.choose_all(true);
        assert_eq!(model.chosen_shown().len(), 2);
        model.which.set(Which::Unverified);
        assert_eq!(model.chosen_shown().len(), 1, "what is not shown is not signed out");
        model.which.set(Which::All);
        model.choose("C", false);
        let rest = [device("A", true, Verified), device("C", false, Verified)];
        told(&engine, sub, 1, &rest);
        assert!(model.chosen_shown().is_empty());
        told(&engine, sub, 2, &[device("A", true, Unverified), device("B", false, Unverified)]);
        assert!(!model.may_be_verified("B"), "this device can vouch for nobody");
    });
}

#[test]
fn a_name_that_is_refused_is_told() {
    Owner::new().with(|| {
        let (link, engine) = Link::fake();
        let model = DevicesModel::new(&link, "@ada:vmst.io".into(), None);
        let answer = RwSignal::new(None);
        model.rename("B".into(), "Phone".into(), move |came| answer.set(Some(came)));
        let asked = engine.frames().into_iter().find_map(|frame| match frame {
            ToEngine::Request { id, command: AnyCommand::Device(DeviceCommand::RenameDevice(_)) } => Some(id),
            _ => None,
        });
        let offline = Failure::new(FailureKind::Offline);
        engine.answer::<RenameDevice>(asked.expect("it was asked"), Err(offline.clone()));
        assert_eq!(answer.get_untracked(), Some(Err(offline)));
    });
}

#[test]
fn a_device_is_called_by_what_is_known_of_it() {
    let mut one = device("ID", false, DeviceTrust::Verified);
    assert_eq!(words::name(&one), "ID");
    let url = Some("https://a.example/".to_owned());
    one.client = Some(Client { name: "Protium".into(), version: Some("1".into()), url });
    assert_eq!(words::name(&one), "Protium");
    let client = words::client(&one).expect("it says what it runs");
    assert!(client.contains("Protium 1") && client.contains("https://a.example/"), "{client}");
    (one.browser, one.system) = (Some("Firefox".into()), Some("Linux".into()));
    assert!(words::name(&one).contains("Firefox") && words::name(&one).contains("Linux"));
    one.name = Some("My laptop".into());
    assert_eq!(words::name(&one), "My laptop");
}

#[test]
fn devices_without_a_sign_of_life_are_not_in_use() {
    let mut one = device("ID", false, DeviceTrust::Verified);
    one.last_seen = Some(10);
    assert!(!Which::Unused.takes(&one, 11) && Which::Unused.takes(&one, 100 * 86_400_000));
    one.last_seen = None;
    assert!(Which::Unused.takes(&one, 11));
    assert!(!Which::Unverified.takes(&one, 11));
}
