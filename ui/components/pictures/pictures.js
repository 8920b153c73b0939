// Hands pictures of pages from the server to the reading component, and its wishes to the server.
export default function ({ data, setStateValue }) {
  const ask = ({ detail }) => setStateValue("wanted", detail);
  document.addEventListener("loan-clause-pages-wanted", ask);
  if (data?.id) document.dispatchEvent(new CustomEvent("loan-clause-pages", { detail: data }));
  return () => document.removeEventListener("loan-clause-pages-wanted", ask);
}
