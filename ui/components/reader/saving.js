// Pictures that are saved as files.

/** The SVG picture as PNG, twice as fine. */
async function painted(svg) {
  const picture = new Image();
  const url = URL.createObjectURL(svg);
  picture.src = url;
  await picture.decode();
  const canvas = Object.assign(element("canvas"), { width: 2 * picture.width, height: 2 * picture.height });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  return new Promise((done) => {
    canvas.toBlob(done, "image/png");
  });
}

function download(blob, name) {
  const link = element("a");
  link.href = URL.createObjectURL(blob);
  link.download = name.replace(/[\\/:*?"<>|]/g, "_");
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
