/** Where a picture stands: translation in CSS pixels from the middle, and magnification. */
export interface Placement {
  x: number;
  y: number;
  scale: number;
}

export interface Size {
  width: number;
  height: number;
}

export const MAX_SCALE = 5;

/** Size of a picture fitted into the window at scale 1; small pictures are not blown up past twice. */
export function fitted(picture: Size, view: Size): Size {
  if (picture.width <= 0 || picture.height <= 0) return view;
  const ratio = Math.min(view.width / picture.width, view.height / picture.height, 2);
  return { width: picture.width * ratio, height: picture.height * ratio };
}

/** Keeps the picture over the window: no gap at an edge where it is larger than the window. */
export function contained(place: Placement, fit: Size, view: Size): Placement {
  const scale = Math.min(Math.max(place.scale, 1), MAX_SCALE);
  const roomX = Math.max((fit.width * scale - view.width) / 2, 0);
  const roomY = Math.max((fit.height * scale - view.height) / 2, 0);
  return { scale, x: Math.min(Math.max(place.x, -roomX), roomX), y: Math.min(Math.max(place.y, -roomY), roomY) };
}

/** Magnifies so that the point (from the middle of the window) stays where it is. */
export function zoomed(place: Placement, factor: number, pointX: number, pointY: number): Placement {
  const scale = Math.min(Math.max(place.scale * factor, 0.6), MAX_SCALE * 1.2);
  const real = scale / place.scale;
  return { scale, x: pointX - (pointX - place.x) * real, y: pointY - (pointY - place.y) * real };
}
