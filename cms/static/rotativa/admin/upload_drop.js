/* What somebody drops: files, and folders with folders inside. */

/* What systems leave in folders, which nobody means to bring. */
export const isLitter = (name) => name.startsWith('.') || ['thumbs.db', 'desktop.ini'].includes(name.toLowerCase());

function everyFile(entry) {
  if (entry.isFile) return new Promise((resolve) => entry.file((file) => resolve([file]), () => resolve([])));
  const reader = entry.createReader();
  // A folder tells its contents by the hundred.
  const readOn = () => new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
  return (async () => {
    const found = [];
    for (let entries = await readOn(); entries.length; entries = await readOn()) {
      for (const each of entries) found.push(...(await everyFile(each)));
    }
    return found;
  })();
}

/* The files of a drop, also those inside the folders of it. */
export async function dropped(transfer) {
  const entries = [...transfer.items].filter(({ kind }) => kind === 'file').map((each) => each.webkitGetAsEntry?.());
  if (!entries.some((entry) => entry?.isDirectory)) return [...transfer.files];
  return (await Promise.all(entries.filter(Boolean).map(everyFile))).flat();
}
