/* Small likenesses of files that were sent, kept in this browser for when the list is opened again. */

const LIKENESS = 112;
const placeOf = (item) => `rotativa-likeness-${item.pk}-${item.length}`;

export function remember(item, image) {
  const canvas = document.createElement('canvas');
  const scale = Math.min(LIKENESS / image.naturalWidth, LIKENESS / image.naturalHeight, 1) || 1;
  canvas.width = Math.max(1, image.naturalWidth * scale);
  canvas.height = Math.max(1, image.naturalHeight * scale);
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  try {
    localStorage.setItem(placeOf(item), canvas.toDataURL('image/webp', 0.7));
  } catch {
    /* No room, or nothing may be kept: there will be an icon. */
  }
}

export function remembered(item) {
  let address = null;
  try {
    address = localStorage.getItem(placeOf(item));
  } catch {
    /* Nothing may be kept here. */
  }
  return address ? Object.assign(new Image(), { src: address, alt: '' }) : null;
}

export function forget(item) {
  try {
    localStorage.removeItem(placeOf(item));
  } catch {
    /* Nothing was kept. */
  }
}
