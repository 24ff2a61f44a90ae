// The element <protium-map>: a map with a pin. src/app/locations/map.rs adds this script to the page when the first map is to
// be shown, and the element becomes one by that. The build puts what is named beside this file, from vendor/maplibre-gl.
//
// Attributes: `map-style`, the address of a MapLibre style; `latitude` and `longitude`, which may change; `words`, what the
// map says, as JSON. It says by the events `map-ready` and `map-failed` what became of it.
import { AttributionControl, Map as MapView, Marker, NavigationControl, setWorkerUrl } from './maplibre-gl.mjs';

setWorkerUrl(new URL('./maplibre-gl-worker.mjs', import.meta.url).href);

const sheet = document.createElement('link');
sheet.rel = 'stylesheet';
sheet.href = new URL('./maplibre-gl.css', import.meta.url).href;
const styled = new Promise((resolve) => {
  sheet.onload = resolve;
  sheet.onerror = resolve;
});
document.head.append(sheet);

const ZOOM = 15;

class ProtiumMap extends HTMLElement {
  static observedAttributes = ['latitude', 'longitude'];

  #map;
  #pin;
  // A browser draws some sixteen of them at once: those that are not seen are none.
  #seen = new IntersectionObserver((changes) => {
    if (changes.at(-1).isIntersecting) this.#show();
    else this.#hide();
  }, { rootMargin: '200px' });

  constructor() {
    super();
    // The arrow keys move the map; who walks through messages with them does so outside of it.
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' && event.key !== 'Tab') event.stopPropagation();
    });
  }

  async connectedCallback() {
    await styled;
    if (this.isConnected) this.#seen.observe(this);
  }

  disconnectedCallback() {
    this.#seen.disconnect();
    this.#hide();
  }

  #show() {
    if (this.#map) return;
    try {
      this.#map = this.#made();
    } catch (error) {
      this.#failed(error);
    }
  }

  #hide() {
    this.#map?.remove();
    this.#map = undefined;
  }

  attributeChangedCallback() {
    if (!this.#map) return;
    const place = this.#place();
    this.#pin.setLngLat(place);
    this.#map.jumpTo({ center: place });
  }

  #place() {
    return [Number(this.getAttribute('longitude')), Number(this.getAttribute('latitude'))];
  }

  #made() {
    const center = this.#place();
    const map = new MapView({
      container: this,
      style: this.getAttribute('map-style'),
      center,
      zoom: ZOOM,
      locale: JSON.parse(this.getAttribute('words') ?? '{}'),
      attributionControl: false,
      // Scrolling past a map must not end in it.
      cooperativeGestures: true,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      // No request says where it comes from, nor who asks.
      transformRequest: (url) => ({ url, credentials: 'omit', referrerPolicy: 'no-referrer' }),
    });
    map.touchZoomRotate.disableRotation();
    map.keyboard.disableRotation();
    map.addControl(new AttributionControl({ compact: true }));
    map.addControl(new NavigationControl({ showCompass: false }));
    this.#pin = new Marker().setLngLat(center).addTo(map);
    let ready = false;
    map.once('load', () => {
      ready = true;
      this.dispatchEvent(new CustomEvent('map-ready'));
    });
    // A tile that does not come leaves a hole; without its style there is no map.
    map.on('error', ({ error }) => {
      if (!ready && !map.isStyleLoaded()) this.#failed(error);
    });
    return map;
  }

  #failed(error) {
    console.warn('no map', error);
    this.dispatchEvent(new CustomEvent('map-failed'));
  }
}

customElements.define('protium-map', ProtiumMap);
