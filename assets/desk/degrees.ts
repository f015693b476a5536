/** A map's pixels and the earth's degrees, by the projection that the map tells (`data-view`). */

/* The map: from its pixels back to degrees (Lambert's azimuthal equal-area projection, Snyder 1987, 24-26 and 20-18). */
export const degreesAt = (view: number[], { x, y }: { x: number; y: number }): [number, number] => {
  const [lon = 0, lat = 0, scale = 1, centreX = 0, centreY = 0, width = 0, height = 0] = view;
  const radian = Math.PI / 180;
  const east = (x - width / 2) / scale + centreX;
  const north = (height / 2 - y) / scale + centreY;
  const rho = Math.hypot(east, north);
  if (rho < 1e-12) return [lon, lat];
  const c = 2 * Math.asin(Math.min(1, rho / 2));
  const phi0 = lat * radian;
  const phi = Math.asin(Math.cos(c) * Math.sin(phi0) + (north * Math.sin(c) * Math.cos(phi0)) / rho);
  const lambda = Math.atan2(
    east * Math.sin(c),
    rho * Math.cos(phi0) * Math.cos(c) - north * Math.sin(phi0) * Math.sin(c),
  );
  return [((lon + lambda / radian + 540) % 360) - 180, phi / radian];
};

/** From degrees to the map's pixels: the way there, as `dossier/charts/projection.py` has it. */
export const pointAt = (view: number[], longitude: number, latitude: number): [number, number] => {
  const [lon = 0, lat = 0, scale = 1, centreX = 0, centreY = 0, width = 0, height = 0] = view;
  const radian = Math.PI / 180;
  const phi = latitude * radian;
  const phi0 = lat * radian;
  const lambda = (longitude - lon) * radian;
  const cosine = Math.sin(phi0) * Math.sin(phi) + Math.cos(phi0) * Math.cos(phi) * Math.cos(lambda);
  const k = Math.sqrt(2 / Math.max(1e-9, 1 + cosine));
  const east = k * Math.cos(phi) * Math.sin(lambda);
  const north = k * (Math.cos(phi0) * Math.sin(phi) - Math.sin(phi0) * Math.cos(phi) * Math.cos(lambda));
  return [(east - centreX) * scale + width / 2, height / 2 - (north - centreY) * scale];
};
