// Text that becomes script wherever markup, an attribute, an address or a template is made of it. Each would set
// window.injected.
export const payloads: string[] = [
  "<script>window.injected=1</script>",
  "<img src=x onerror=window.injected=1>",
  "<svg/onload=window.injected=1>",
  "<svg><animate onbegin=window.injected=1 attributeName=x dur=1s>",
  '"><script>window.injected=1</script>',
  "' autofocus onfocus=window.injected=1 x='",
  "javascript:window.injected=1",
  "JaVaScRiPt:window.injected=1//",
  "data:text/html,<script>parent.injected=1</script>",
  "<iframe srcdoc='<script>parent.injected=1</script>'></iframe>",
  "<a href=javascript:window.injected=1>open</a>",
  "<details open ontoggle=window.injected=1>",
  "<math><mtext></table><img src=x onerror=window.injected=1>",
  "</textarea><script>window.injected=1</script>",
  "</title><script>window.injected=1</script>",
  "<style>@import 'javascript:window.injected=1';</style>",
  "<form action=javascript:window.injected=1><button autofocus>x</button></form>",
  "{{constructor.constructor('window.injected=1')()}}",
  "$" + "{window.injected=1}",
  "\u202e<img src=x onerror=window.injected=1>\u202c",
  '<noscript><p title="</noscript><img src=x onerror=window.injected=1>">',
  "]]><script>window.injected=1</script>",
  "-->\u2028<script>window.injected=1</script>",
  "<object data=javascript:window.injected=1>",
  "<base href=javascript:window.injected=1//>",
];

// All of them in one text, for fields of which there is only one.
export const together = payloads.join("\n");
